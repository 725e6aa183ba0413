/** The production build, made again only when something it is made from has changed. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { runNode } from './children.mjs'
import { buildEmbed } from './embed.mjs'
import { fingerprint } from './fingerprint.mjs'
import { root, tools } from './project.mjs'
import { step } from './step.mjs'

const record = `${root}/.next/deskbell-inputs`

const inputs = [
  ...['app', 'components', 'lib', 'public'],
  ...['instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts', 'support.config.ts'],
  ...['next.config.mjs', 'postcss.config.mjs', 'tailwind.config.ts', 'tsconfig.json'],
  ...['package.json', 'package-lock.json', 'scripts/packed.mjs', 'scripts/first-style.mjs'],
]

const production = { NODE_ENV: 'production' }

/** Makes `.next` current. @returns whether it is. */
export async function buildIfChanged() {
  await buildEmbed()
  const made = inputsNow()
  if (existsSync(`${root}/.next/BUILD_ID`) && existsSync(record) && readFileSync(record, 'utf8') === made)
    return true
  forgetBuild()
  const build = () => runNode([tools.next, 'build'], { env: production, keepOutput: true })
  if (!(await step('Building the app (next build)', build))) return false
  writeFileSync(record, made)
  return true
}

/** `next build` as anybody calls it: always, with its output shown. @returns its exit code. */
export async function build(args) {
  await buildEmbed()
  const made = inputsNow()
  forgetBuild()
  const { code } = await runNode([tools.next, 'build', ...args], { env: production })
  if (code === 0 && args.length === 0) writeFileSync(record, made)
  return code
}

function inputsNow() {
  return fingerprint(inputs, process.versions.modules)
}

/** A build that breaks off must not look current. */
function forgetBuild() {
  rmSync(record, { force: true })
}
