import { expect, test } from 'vitest'
import { isEmbedOrigin } from './embed-origin.ts'

test.each([
  'https://shop.example.com',
  'https://shop.example.com:8443',
  'https://*.example.com',
  'http://localhost:3000',
  'https://localhost',
  'http://127.0.0.1:8080',
  'http://[::1]:3000',
])('%s may frame a form', (origin) => {
  expect(isEmbedOrigin(origin)).toBe(true)
})

test.each([
  '*',
  'https:',
  'https://*',
  'https://*.com',
  'https://*.127.0.0.1',
  'https://a.*.example.com',
  'http://shop.example.com',
  'https://203.0.113.7',
  'https://[2001:db8::1]',
  'https://shop.example.com/',
  'https://shop.example.com/path',
  'https://shop.example.com; script-src *',
  'https://shop.example.com https://evil.example',
  'https://user@shop.example.com',
  "'self'",
  'null',
  'data:',
  'https://-a.example.com',
  'https://EXAMPLE.com',
  '',
])('%s may not', (origin) => {
  expect(isEmbedOrigin(origin)).toBe(false)
})
