//! The hash of a canonical form: the first 128 bits of its SHA-256 (UTF-8), base64url, 22 characters.
//! Twin: babel-plugin/src/code-hash.ts

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn code_hash(text: &str) -> String {
    let bits = hmac_sha256::Hash::hash(text.as_bytes())
        .iter()
        .take(16)
        .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    // 22 characters of six bits are four bits more than there are.
    (0..22)
        .map(|index| {
            let end = 128 - 6 * (index + 1);
            let six = if end < 0 { bits << -end } else { bits >> end };
            BASE64URL[(six & 63) as usize] as char
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::code_hash;

    #[test]
    fn is_what_node_gives() {
        // createHash('sha256').update(text, 'utf8').digest().subarray(0, 16).toString('base64url')
        assert_eq!(code_hash(""), "47DEQpj8HBSa-_TImW-5JA");
        assert_eq!(code_hash("é😀"), "EYTR9ggVjuoJ0pdWVXWJIg");
    }
}
