/** The embed's own scripts: the loader for host pages, and what stands inside the frame; each within its allowance. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { root } from './project.mjs'

const sources = `${root}/components/embed`
const folder = `${root}/public/embed`

/** In bytes, as gzip -9 leaves them. */
export const allowances = { bridge: 500, drafts: 250, inline: 1200, loader: 1600, putBack: 1300 }

/** The scripts as text. `inline` is the part of the loader that a page without a launcher needs. */
export async function bundleEmbed() {
  const { build } = await import('esbuild')
  const bundle = async (options) => {
    const { outputFiles } = await build({
      bundle: true,
      minify: true,
      charset: 'utf8',
      write: false,
      // Names that are nobody else's business (support-form.ts).
      mangleProps: /^_/,
      ...options,
    })
    return outputFiles[0].text.trim()
  }
  const module = { format: 'esm', target: 'es2022' }
  const inline = `import './parsed.ts'; import { SupportForm } from './support-form.ts'; customElements.define('support-form', SupportForm)`
  const putBack = await bundle({ entryPoints: [`${sources}/put-back.ts`], ...module })
  const putBackFile = JSON.stringify(`/embed/${fileOf('put-back', putBack)}`)
  return {
    putBack,
    bridge: await bundle({ entryPoints: [`${sources}/bridge.ts`], format: 'iife', target: 'es2020' }),
    // As a module, which may import; in the page it is none, so what it declares is closed in.
    drafts: `(()=>{${await bundle({ entryPoints: [`${sources}/drafts.ts`], ...module, define: { putBackFile } })}})()`,
    inline: await bundle({ stdin: { contents: inline, resolveDir: sources, loader: 'ts' }, ...module }),
    loader: await bundle({ entryPoints: [`${sources}/v1.ts`], ...module }),
  }
}

/** Named by its content. */
const fileOf = (name, text) => `${name}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`

export const gzippedBytes = (text) => gzipSync(text, { level: 9 }).byteLength

/**
 * Writes `v1.js`, the same under the name of its content, and what the frame needs. A page that has pinned a content
 * may keep it for ever, so those of earlier builds in this folder stay.
 */
export async function buildEmbed() {
  const scripts = await bundleEmbed()
  for (const [name, text] of Object.entries(scripts)) {
    const bytes = gzippedBytes(text)
    if (bytes > allowances[name])
      throw new Error(`embed: ${name} has ${bytes} bytes, ${allowances[name]} are allowed`)
  }
  const { bridge, drafts, loader, putBack } = scripts
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/v1.js`, loader)
  writeFileSync(`${folder}/${fileOf('v1', loader)}`, loader)
  writeFileSync(`${folder}/${fileOf('put-back', putBack)}`, putBack)
  writeFileSync(`${folder}/bridge.js`, bridge)
  writeFileSync(`${folder}/drafts.js`, drafts)
}
