/** Next.js: everything unused is switched off; per-page headers with a nonce are set in proxy.ts. */

const everywhere = [
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  {
    key: 'Permissions-Policy',
    value:
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', 'markdown-it', '@aws-sdk/client-s3'],
  // Pictures are encoded by a process of its own, which no import leads to.
  outputFileTracingIncludes: {
    '/uploads': ['lib/files/*.mjs', 'node_modules/sharp/**', 'node_modules/@img/**'],
  },
  turbopack: { root: import.meta.dirname },
  // `npm run check` has checked the types already.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  headers: async () => [
    { source: '/((?!t/[^/]+/messages$).*)', headers: everywhere },
    // A page that asks again every few seconds knows them from its first answer.
    {
      source: '/t/:token/messages',
      missing: [{ type: 'header', key: 'if-none-match' }],
      headers: everywhere,
    },
  ],
}
