/** The React wrapper, before any script has run. */
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HelpPage } from './react.tsx'

test('E22 the HTML from the server has the frame, its name and its room, and nothing personal', () => {
  const html = renderToString(createElement(HelpPage))
  expect(html).toContain('<support-form form="support" title="Contact us" theme="pink">')
  expect(html).toMatch(
    /<iframe src="https:\/\/help\.example\.com\/embed\/support\?theme=pink"[^>]* title="Contact us"/,
  )
  expect(html).toContain('height="1120"')
  expect(html).toContain('src="https://help.example.com/embed/v1.js"')
  expect(html).not.toContain('Sam')
})
