/** The empty page shares the packages of the app, so both weigh with the same Next.js. */
import { resolve } from 'node:path'

/** @type {import('next').NextConfig} */
export default { turbopack: { root: resolve(import.meta.dirname, '../../..') } }
