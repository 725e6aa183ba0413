/**
 * What the first picture of a form in a frame needs of the style sheet. It stands in the document, so that the picture waits for
 * no second file; the whole sheet follows, and changes nothing that is seen by then.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postcss from 'postcss'

/** Of a form that nobody has touched, whatever its fields. */
const classes = new Set(
  `embed intro field box hint label choices choice choice-name control control-number control-date control-phone select icon
  slot counter files files-box files-input files-drop group-name when-words when-met when-style when-script update
  submit-area submit-row submit-lines button button-primary send send-progress spinner
  invisible sr-only font-normal text-muted`.split(/\s+/),
)
const elements = new Set(
  'body form fieldset legend label input textarea select button svg p ul li div span'.split(' '),
)

/** States and looks that come later, parts of controls, and what browsers do by themselves. */
const isLater =
  /:(?:hover|active|focus|autofill|empty|host|-moz)|::(?!file-selector-button|placeholder)|^::placeholder|^.hidden|aria-/

/** Nothing that is seen at first. */
const unseen =
  /^(?:transition|cursor|resize|pointer-events|opacity|letter-spacing|scroll-|font-(?:feature|variation)|-(?:webkit|moz)-(?:text|tap))/

/** Writes the first styles and the name of the whole sheet beside what was compiled. */
export function writeFrameStyle(distDir) {
  const chunks = join(distDir, 'static/chunks')
  const sheets = readdirSync(chunks).filter((name) => name.endsWith('.css'))
  const [sheet, ...others] = sheets.filter((name) =>
    /\.embed\{/.test(readFileSync(join(chunks, name), 'utf8')),
  )
  if (!sheet || others.length > 0) throw new Error('frame-style: not one style sheet, but none or several')
  const first = firstOf(readFileSync(join(chunks, sheet), 'utf8'))
  const style = { first, sheet: `/_next/static/chunks/${sheet}` }
  writeFileSync(join(distDir, 'static/frame-style.json'), JSON.stringify(style))
}

/** @param css as it was compiled. */
function firstOf(css) {
  const root = postcss.parse(css)
  root.walkAtRules(/^(?:keyframes|property|supports|media|layer)$/, (rule) => {
    const isKept =
      rule.name === 'supports' ? /has\(/.test(rule.params) : !/print|motion|properties/.test(rule.params)
    if (rule.name === 'keyframes' || rule.name === 'property' || !isKept) rule.remove()
  })
  root.walkRules((rule) => {
    const selectors = rule.selectors.filter(isFirst)
    if (selectors.length === 0) rule.remove()
    else rule.selectors = selectors
  })
  root.walkDecls(unseen, (declaration) => declaration.remove())
  dropUnused(root)
  dropEmpty(root)
  return root.toString()
}

function isFirst(selector) {
  const meant = selector.replace(/:not\([^)]*\)/g, '')
  return (
    !isLater.test(selector) &&
    (meant.match(/(?<=\.)[\w-]+/g) ?? []).every((name) => classes.has(name)) &&
    (meant.match(/(?<![\w.:[=-])[a-z][\w-]*/g) ?? []).every((name) => elements.has(name))
  )
}

/** Custom properties that nothing reads. */
function dropUnused(root) {
  const text = root.toString()
  let isLeft = false
  root.walkDecls(/^--/, (declaration) => {
    if (text.includes(`var(${declaration.prop}`)) return
    declaration.remove()
    isLeft = true
  })
  if (isLeft) dropUnused(root)
}

function dropEmpty(root) {
  let isLeft = false
  root.walk((node) => {
    if (node.nodes?.length !== 0) return
    node.remove()
    isLeft = true
  })
  if (isLeft) dropEmpty(root)
}
