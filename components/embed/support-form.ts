/**
 * `<support-form>` on somebody's page (embed.md section 3): gives the frame inside it the height of its form, says as events
 * what happens in it, and shows a link when it does not come. No message is trusted for what it says: only for the window
 * and the origin that sent it, or for the port that was handed to those. Every byte of it is loaded by every host page, so the build shortens names that begin with _.
 */

import { add } from './add.ts'

/** The origin that this script came from: the one whose forms it shows. */
const { origin } = new URL(import.meta.url)

/** An enum, because the build puts its numbers in place. */
enum Limit {
  patienceMs = 8_000,
  highestPx = 20_000,
  sizesPerSecond = 20,
}

/** How each frame on this page is answered, by its window: what lies in no frame of ours is not heard. */
const answers = new WeakMap<object, () => void>()

addEventListener('message', ({ source, origin: from, data }) => {
  if (source && from === origin && data?.v === 'sf1' && data.t === 'hello') answers.get(source)?.()
})

export class SupportForm extends HTMLElement {
  /** Each is a parameter of the frame's address too; the frame takes changes of the look by message. */
  static observedAttributes = ['theme', 'accent', 'radius', 'font', 'lang', 'topic']
  /** Leads to the frame once it has answered. */
  private _port: MessagePort | undefined
  private _settings: Record<string, string> = {}
  private _values: Record<string, string | undefined> = {}

  connectedCallback(): void {
    const form = this.getAttribute('form')
    const frame =
      this.querySelector('iframe') ??
      add(this, 'iframe', {
        title: this.title,
        height: 640,
        loading: this.getAttribute('loading') ?? 'lazy',
        allow: 'clipboard-write',
        src: `${origin}/embed/${form}?${new URLSearchParams(this._settings)}`,
      })
    const { contentWindow, src, style } = frame
    if (!contentWindow || !src.startsWith(`${origin}/`)) return
    const link = () => this.querySelector('a')
    style.cssText += ';width:100%;border:0'
    this._port = undefined
    // What was tall when a message went off stays so: the answer to it is shorter, and nothing may jump.
    let least = 1

    const shake = () => {
      const { port1, port2 } = new MessageChannel()
      let sizes = 0
      port1.onmessage = ({ data }) => {
        const { v: _version, t, h, ...detail } = data
        if (t === 'ready') {
          this._port = port1
          link()?.remove()
          this.prefill()
        }
        if (t === 'submitting') least = frame.clientHeight
        if (t === 'error') least = 1
        // ready, started, submitting, submitted, error, close: each becomes an event as it comes.
        if (t !== 'size') return this._emit(t, detail)
        if (!(h < Infinity) || sizes > Limit.sizesPerSecond) return
        sizes++
        // Whatever sends more runs in a circle: from there on it scrolls.
        setTimeout(() => sizes > Limit.sizesPerSecond || sizes--, 1_000)
        const height = Math.min(Math.max(h, least), Limit.highestPx)
        style.height = `${height}px`
        this._emit('resize', { height })
      }
      contentWindow.postMessage(
        {
          v: 'sf1',
          t: 'init',
          // Origin and language are not said: the frame has them from the browser itself.
          context: { pathname: location.pathname, referrerOrigin: document.referrer.split('/', 3).join('/') },
          theme: this._settings,
        },
        origin,
        [port2],
      )
    }
    answers.set(contentWindow, shake)
    // A frame that is there already has said its hello to nobody.
    if (frame.contentDocument?.URL !== 'about:blank') shake()
    new IntersectionObserver(
      ([entry]) =>
        entry?.isIntersecting &&
        setTimeout(() => {
          if (this._port) return
          // The way to the form when it does not come: it is called as the frame is. Not made before, because a framework
          // that wakes the page expects what it has drawn.
          if (!link())
            add(this, 'a', { href: `${origin}/f/${form}`, target: '_blank', textContent: frame.title })
          this._emit('error', { code: 'unreachable' })
        }, Limit.patienceMs),
    ).observe(frame)
  }

  attributeChangedCallback(name: string, _before: string | null, value: string): void {
    this._settings[name] = value
    this._send('theme', this._settings)
  }

  /** Fills in fields that are empty, now and in every form that this frame shows later. */
  prefill(values?: Readonly<Record<string, string | undefined>>): void {
    this._send('prefill', { values: Object.assign(this._values, this.dataset, values) })
  }

  reset(): void {
    this._send('reset')
  }

  override focus(): void {
    this._send('focus')
  }

  _emit(type: string, more?: object): void {
    const detail = { formId: this.getAttribute('form'), ...more }
    this.dispatchEvent(new CustomEvent(`support-form:${type}`, { detail, bubbles: true, composed: true }))
  }

  private _send(t: string, more?: object): void {
    this._port?.postMessage({ v: 'sf1', t, ...more })
  }
}
