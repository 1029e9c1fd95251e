import { withEveryPart } from './every-part.js'
import { explain } from './explain.js'
import { parts } from './parts.js'

// `import 'autocached/full'`: in a browser, what the package is everywhere else. The one module with a side effect.
parts.explain = withEveryPart(explain)
