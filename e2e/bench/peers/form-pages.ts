/** The shipped form as others would show it: without any script, and by two libraries that render forms. */
import { bundle, readPeer } from './peers.ts'
import type { SiteFile } from './site.ts'

export type FormPage = Readonly<Record<string, SiteFile>>

const html = (content: string): SiteFile => ({ type: 'text/html; charset=utf-8', content })
const script = (content: string): SiteFile => ({ type: 'text/javascript; charset=utf-8', content })
const style = (content: string): SiteFile => ({ type: 'text/css; charset=utf-8', content })

/** The page at `url` with its styles in it and its scripts taken away: as fast as this page can be. */
export async function staticTwinOf(url: string): Promise<FormPage> {
  const page = await (await fetch(url)).text()
  const styles = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"[^>]*>/g)]
  const texts = await Promise.all(
    styles.map(async ([, path = '']) => (await fetch(new URL(path, url))).text()),
  )
  const bare = page
    .replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replaceAll(/<link\b[^>]*(?:rel="stylesheet"|rel="preload"|rel="modulepreload"|as="script")[^>]*>/g, '')
  return { '/': html(bare.replace('</head>', () => `<style>${texts.join('\n')}</style></head>`)) }
}

/** SurveyJS, with React, as its documentation begins. */
export async function surveyJsPage(): Promise<FormPage> {
  const elements = [
    { type: 'comment', name: 'message', title: 'Message', isRequired: true },
    { type: 'radiogroup', name: 'topic', title: 'Topic', choices: topics },
    { type: 'text', name: 'name', title: 'Name', isRequired: true },
    { type: 'text', inputType: 'email', name: 'email', title: 'Email', isRequired: true },
    { type: 'file', name: 'attachments', title: 'Attachments', allowMultiple: true },
  ]
  const source = `
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { Model } from 'survey-core'
    import { Survey } from 'survey-react-ui'
    const model = new Model(${JSON.stringify({ completeText: 'Send message', elements })})
    createRoot(document.getElementById('form')).render(createElement(Survey, { model }))`
  return {
    '/': html(shell('<link rel="stylesheet" href="/form.css">', '<script src="/form.js"></script>')),
    '/form.css': style(readPeer('survey-core/survey-core.min.css')),
    '/form.js': script(await bundle(source)),
  }
}

/** Formio, with its own build for showing forms. */
export function formioPage(): FormPage {
  const required = { validate: { required: true } }
  const components = [
    { type: 'textarea', key: 'message', label: 'Message', ...required },
    { type: 'radio', key: 'topic', label: 'Topic', values: topics.map((label) => ({ label, value: label })) },
    { type: 'textfield', key: 'name', label: 'Name', ...required },
    { type: 'email', key: 'email', label: 'Email', ...required },
    { type: 'file', key: 'attachments', label: 'Attachments', storage: 'base64', multiple: true },
    { type: 'button', action: 'submit', label: 'Send message' },
  ]
  const start = `Formio.createForm(document.getElementById('form'), ${JSON.stringify({ components })})`
  return {
    '/': html(
      shell(
        '<link rel="stylesheet" href="/form.css">',
        `<script src="/form.js"></script><script>${start}</script>`,
      ),
    ),
    '/form.css': style(readPeer('@formio/js/dist/formio.form.min.css')),
    '/form.js': script(readPeer('@formio/js/dist/formio.form.min.js')),
  }
}

const topics = ['Order or delivery', 'Billing', 'A product', 'Something else']

const shell = (head: string, end: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Contact us</title><link rel="icon" href="data:,">${head}</head><body><h1>Contact us</h1><div id="form"></div>${end}</body></html>`
