/** Next.js: everything unused is switched off; per-page headers with a nonce are set in proxy.ts. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'
import { packed } from './scripts/packed.mjs'

const everywhere = [
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  {
    key: 'Permissions-Policy',
    value:
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  },
]

/** For what no browser shows. */
const data = [
  { key: 'X-Frame-Options', value: 'DENY' },
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/** The loader is for everybody's pages; nothing in it is secret. */
const loader = [
  { key: 'Access-Control-Allow-Origin', value: '*' },
  { key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' },
]

/** The name of a content of the loader, of whichever build. */
const pinned = '/embed/v1.:content([0-9a-f]+).js'

/** What scripts/embed.mjs has written. */
function embedFiles() {
  const folder = join(import.meta.dirname, 'public/embed')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', 'markdown-it', '@aws-sdk/client-s3'],
  // Pictures are encoded by a process of its own, which no import leads to.
  outputFileTracingIncludes: {
    '/uploads': ['lib/files/*.mjs', 'node_modules/sharp/**', 'node_modules/@img/**'],
  },
  turbopack: {
    root: import.meta.dirname,
    // Both load on every page, and no browser of the list in package.json needs them.
    resolveAlias: {
      '../build/polyfills/polyfill-module': './components/next/polyfills.ts',
      'next/dist/compiled/process': './components/next/process.ts',
    },
  },
  // `npm run check` has checked the types already.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  experimental: {
    // Next.js ships as CommonJS: what nobody imports from it need not reach a browser.
    turbopackCjsTreeShaking: true,
    // What every page loads comes in one piece: the style sheet has fewer to share the line with.
    turbopackChunking: { minChunkSize: 1_500_000, maxMergeChunkSize: 5_000_000 },
  },
  rewrites: async () => ({
    // A content that this build does not have: better today's loader than none, and not for long.
    afterFiles: [{ source: pinned, destination: '/embed/v1.js' }],
  }),
  headers: async () => [
    { source: '/((?!t/[^/]+/messages$).*)', headers: everywhere },
    // For a frame in a sandbox without an origin our own files are foreign ones.
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
    // What proxy.ts leaves alone is no page, and framed by nobody either.
    { source: '/api/:path*', headers: data },
    { source: '/metrics', headers: data },
    {
      source: '/embed/v1.js',
      headers: [
        ...loader,
        { key: 'Cache-Control', value: 'public, max-age=3600, stale-while-revalidate=86400' },
      ],
    },
    {
      source: pinned,
      headers: [...loader, { key: 'Cache-Control', value: 'public, max-age=3600' }],
    },
    ...embedFiles()
      .filter((name) => /^(?:v1|put-back)[.][0-9a-f]+[.]js$/.test(name))
      .map((name) => ({
        source: `/embed/${name}`,
        headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
      })),
    // A page that asks again every few seconds knows them from its first answer.
    {
      source: '/t/:token/messages',
      missing: [{ type: 'header', key: 'if-none-match' }],
      headers: everywhere,
    },
  ],
}

/**
 * The build holds a folder that runs by itself, for containers. `next start` runs the build where it is, and is not told,
 * or it would warn that there are two ways.
 */
export default (phase) =>
  phase === PHASE_PRODUCTION_BUILD ? { ...packed(config), output: 'standalone' } : config
