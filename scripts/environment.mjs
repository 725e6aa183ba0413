/** The settings as the app will see them: the environment first, then the .env files that Next.js reads. */
import { createRequire } from 'node:module'
import { root, tools } from './project.mjs'

/** Adds what `.env`, `.env.production` and their `.local` variants say to process.env; set variables win. */
export function loadEnvironmentFiles() {
  const nextRequire = createRequire(tools.next)
  const quiet = { info: () => {}, error: console.error }
  nextRequire('@next/env').loadEnvConfig(root, false, quiet)
}

/** The value of a variable; an empty one counts as not set, as it does for the app. */
export function setting(name) {
  return process.env[name]?.trim() || undefined
}
