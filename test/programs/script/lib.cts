const { cached } = require('autocached')

function half(n) {
  return n / 2
}
const price = cached(function price(n) {
  return half(n) + 1
})
function sloppyThis() {
  return this === lib
}
const lib = { price, sloppyThis }
module.exports = lib
