/**
 * What the first picture of a form needs of the style sheet, on its page and in a frame. It stands in the document, so that the
 * picture waits for no second file; the whole sheet follows, and changes nothing that is seen by then.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postcss from 'postcss'

/** Of a form that nobody has touched, whatever its fields. */
const form = {
  classes: `intro field box hint label choices choice choice-name control control-number control-date control-phone select icon
  slot counter files files-box files-input files-drop group-name when-words when-met when-style when-script update
  submit-area submit-row submit-lines button button-primary send send-progress spinner
  invisible sr-only font-normal text-muted`,
  elements: 'body form fieldset legend label input textarea select button svg p ul li div span',
}

/** What stands around it. A page names each language in its own words, so it has the looks of all. */
const surroundings = {
  frame: { classes: 'embed', elements: '', hasHidden: false, isOfOneLanguage: true },
  page: {
    classes: `frame frame-header frame-main frame-footer frame-with-aside column skip-link brand-link page-heading card
      languages office-hours text-md font-semibold
      draft button-link file file-words file-name file-meta`,
    elements: 'html a h1 h2 header main footer nav aside time bdi',
    // Where a draft is put back while the page is read, its banner and its files are seen at first.
    hasHidden: true,
    isOfOneLanguage: false,
  },
}

/** States and looks that come later, parts of controls, and what browsers do by themselves. */
const isLater =
  /:(?:hover|active|focus|autofill|empty|host|-moz)|::(?!file-selector-button|placeholder)|^::placeholder|aria-(?!current)/

/** Nothing that is seen at first. */
const unseen =
  /^(?:transition|cursor|resize|pointer-events|opacity|scroll-|font-(?:feature|variation)|-(?:webkit|moz)-(?:text|tap))/

/** Writes the first styles and the name of the whole sheet beside what was compiled. */
export function writeFirstStyles(distDir) {
  const chunks = join(distDir, 'static/chunks')
  const sheets = readdirSync(chunks).filter((name) => name.endsWith('.css'))
  const [sheet, ...others] = sheets.filter((name) =>
    /\.embed\{/.test(readFileSync(join(chunks, name), 'utf8')),
  )
  if (!sheet || others.length > 0) throw new Error('first-style: not one style sheet, but none or several')
  const css = readFileSync(join(chunks, sheet), 'utf8')
  const first = Object.fromEntries(
    Object.entries(surroundings).flatMap(([place, around]) => inLanguages(css, place, around)),
  )
  const style = { first, sheet: `/_next/static/chunks/${sheet}` }
  writeFileSync(join(distDir, 'static/first-style.json'), JSON.stringify(style))
}

/** One for every language, and one for each that looks different: `frame`, `frame.ar`. */
function inLanguages(css, place, around) {
  const all = firstOf(css, around, '')
  if (!around.isOfOneLanguage) return [[place, all]]
  const languages = [...new Set([...css.matchAll(inLanguage)].map(([, language]) => language))]
  const own = languages.map((language) => [`${place}.${language}`, firstOf(css, around, language)])
  return [[place, all], ...own.filter(([, text]) => text !== all)]
}

const inLanguage = /:lang\(([\w-]+)\)/g

/** @param css as it was compiled. @param around what there is beside the form. */
function firstOf(css, around, language) {
  const [classes, elements] = ['classes', 'elements'].map(
    (kind) => new Set(`${form[kind]} ${around[kind]}`.split(/\s+/)),
  )
  const root = postcss.parse(css)
  root.walkAtRules(/^(?:keyframes|property|supports|media|layer)$/, (rule) => {
    const isKept =
      rule.name === 'supports' ? /has\(/.test(rule.params) : !/print|motion|properties/.test(rule.params)
    if (rule.name === 'keyframes' || rule.name === 'property' || !isKept) rule.remove()
  })
  root.walkRules((rule) => {
    const selectors = rule.selectors.filter(
      (selector) => isSpoken(selector, around, language) && isFirst(selector, around, classes, elements),
    )
    if (selectors.length === 0) rule.remove()
    else rule.selectors = selectors
  })
  root.walkDecls(unseen, (declaration) => declaration.remove())
  // Nothing that it would be inherited from has any.
  root.walkDecls('letter-spacing', (declaration) => declaration.value === 'inherit' && declaration.remove())
  dropUnused(root)
  dropEmpty(root)
  return root.toString()
}

/** It is for no language, or for one that is there. */
function isSpoken(selector, { isOfOneLanguage }, language) {
  if (!isOfOneLanguage) return true
  const languages = [...selector.matchAll(inLanguage)]
  return languages.length === 0 || languages.some(([, each]) => each === language)
}

function isFirst(selector, { hasHidden }, classes, elements) {
  const meant = selector.replace(/:(?:not\((?!:empty)|lang\()[^)]*\)/g, '')
  return (
    !isLater.test(meant) &&
    (hasHidden || !meant.startsWith('[hidden]')) &&
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
