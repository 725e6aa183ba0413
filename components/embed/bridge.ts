/**
 * The half of the embed inside the frame (embed.md 3.2): shakes hands with the page around, and says how tall the form is.
 * Built into one small script that stands in the page, so that it works before React does, and without it; what goes on
 * in the form is handed over by `frame-live.ts`.
 */
import type { Bridge } from './frame-live.ts'

const box = document.getElementById('embed') ?? document.body
const { form: formId, framers } = box.dataset
let port: MessagePort | undefined
let h = 0

const bridge: Bridge = {
  heard: [],
  hear: (message) => bridge.heard.push(message),
  send: (t, more) => port?.postMessage({ v: 'sf1', t, ...more }),
}
window.sf1 = bridge

const measure = () => {
  const now = Math.ceil(box.getBoundingClientRect().height)
  if (now !== h) {
    h = now
    bridge.send('size', { h })
  }
  // Scrollbars that come and go would wrap the lines anew: none is needed while the frame is as tall as its content.
  document.documentElement.style.overflow = port && innerHeight >= h ? 'hidden' : ''
}

addEventListener('message', ({ source, origin, data, ports: [given] }) => {
  if (
    source !== parent ||
    // An empty pattern would match everybody.
    !framers ||
    !RegExp(framers).test(origin) ||
    data?.v !== 'sf1' ||
    data.t !== 'init' ||
    !given
  )
    return
  port?.close()
  port = given
  port.onmessage = (event) => bridge.hear(event.data)
  // Only the browser can say where it comes from.
  bridge.hear({ ...data, origin })
  bridge.send('ready', { formId })
  // Out of sight nothing is drawn, and no observer has told the height yet.
  h = 0
  measure()
})
addEventListener('resize', measure)
new ResizeObserver(measure).observe(box)
parent.postMessage({ v: 'sf1', t: 'hello' }, '*')
