/** What browsers load, packed by the build once and as well as can be; `next start` knows gzip alone, and packs for each of them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const folder = '/_next/static/chunks'
const types = { js: 'application/javascript', css: 'text/css' }
const takesBrotli = [{ type: 'header', key: 'accept-encoding', value: '(?:.*[ ,])?br(?:[ ,].*)?' }]

/** `config` of a production build, with a packed twin beside each script and style sheet for browsers that take it. */
export const packed = (config) => ({
  ...config,
  compiler: {
    runAfterProductionCompile: async ({ distDir }) => {
      packAll(join(distDir, 'static/chunks'))
      // Only a build has what this needs; `next start` reads this file too.
      const { writeFirstStyles } = await import('./first-style.mjs')
      writeFirstStyles(distDir)
    },
  },
  rewrites: async () => ({
    ...(await config.rewrites()),
    beforeFiles: [
      {
        source: `${folder}/:name([^/]+[.](?:js|css))`,
        has: takesBrotli,
        destination: `${folder}/:name.br`,
      },
    ],
  }),
  headers: async () => [
    ...(await config.headers()),
    ...Object.entries(types).map(([ending, type]) => ({
      source: `${folder}/:name([^/]+[.]${ending})`,
      has: takesBrotli,
      headers: [
        { key: 'Content-Type', value: `${type}; charset=UTF-8` },
        { key: 'Content-Encoding', value: 'br' },
        { key: 'Vary', value: 'Accept-Encoding' },
      ],
    })),
  ],
})

function packAll(chunks) {
  for (const name of readdirSync(chunks).filter((each) => /[.](?:js|css)$/.test(each)))
    writeFileSync(join(chunks, `${name}.br`), brotliCompressSync(readFileSync(join(chunks, name))))
}
