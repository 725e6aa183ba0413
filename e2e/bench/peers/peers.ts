/** The installed peers: their files, and scripts made with them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** The content of a file of an installed package. @throws when it is not there. */
export const readPeer = (path: string): string =>
  readFileSync(join(import.meta.dirname, 'node_modules', path), 'utf8')

/** Gzipped, as the sizes of packages are compared. */
export const gzipBytesOf = (content: string): number => gzipSync(content, { level: 9 }).length

/** `source` with all that it imports from the peers, as one minified script for browsers. @throws when that fails. */
export async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}
