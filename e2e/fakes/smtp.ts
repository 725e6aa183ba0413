/** A real SMTP server on 127.0.0.1 that keeps what it is given, and can be told to misbehave at any step. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly from: string
  /** The recipients of the envelope. */
  readonly to: readonly string[]
  /** Everything before the body, as it came. */
  readonly head: string
  /** Decoded. */
  readonly body: string
  /** The value of a header, unfolded; null when it is not there exactly once. */
  header(name: string): string | null
}

/** Where a conversation goes wrong: a refusal with this code, or the connection cut. */
export interface SmtpFault {
  readonly at: 'login' | 'sender' | 'recipient' | 'data'
  /** `cut` at the data: after all of it has been taken, before that is said. */
  readonly with: number | 'cut'
}

export interface SmtpFake {
  /** For SMTP_URL. */
  readonly url: string
  readonly port: number
  mails(): readonly ReceivedMail[]
  /** Conversations begun so far. */
  visits(): number
  /** From now on, until it is told otherwise. */
  misbehave(fault: SmtpFault | null): void
  stop(): Promise<void>
  /** Once more at the same port. */
  restart(): Promise<void>
}

export async function startSmtpFake({ password }: { password?: string } = {}): Promise<SmtpFake> {
  const mails: ReceivedMail[] = []
  let fault: SmtpFault | null = null
  let visits = 0
  let port = 0
  let server = await open()

  async function open(): Promise<SMTPServer> {
    const sockets = new Set<Socket>()
    /** Answers as told, or not at all: then every connection ends. */
    const answer = (at: SmtpFault['at'], done: (error?: Error) => void) => {
      if (fault?.at !== at) return done()
      if (fault.with === 'cut') for (const socket of sockets) socket.destroy()
      else done(Object.assign(new Error('refused by order'), { responseCode: fault.with }))
    }
    const opening = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: password === undefined,
      allowInsecureAuth: true,
      logger: false,
      onConnect(_session, callback) {
        visits += 1
        callback()
      },
      onAuth(auth, _session, callback) {
        const isRight = auth.password === password
        answer('login', (error) =>
          isRight && !error ? callback(null, { user: auth.username }) : callback(error ?? new Error('wrong')),
        )
      },
      onMailFrom: (_address, _session, callback) => answer('sender', callback),
      onRcptTo: (_address, _session, callback) => answer('recipient', callback),
      onData(stream, { envelope }, callback) {
        void text(stream).then((raw) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          const to = envelope.rcptTo.map(({ address }) => address)
          if (fault?.at !== 'data' || fault.with === 'cut') mails.push({ from, to, ...read(raw) })
          answer('data', (error) => callback(error ?? null))
        })
      },
    })
    opening.server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    opening.on('error', () => {})
    await once(opening.listen(port, '127.0.0.1'), 'listening')
    const address = opening.server.address()
    if (typeof address === 'object' && address) port = address.port
    return opening
  }

  return {
    get url() {
      return `smtp://${password === undefined ? '' : `deskbell:${password}@`}127.0.0.1:${port}`
    },
    get port() {
      return port
    },
    mails: () => mails,
    visits: () => visits,
    misbehave(next) {
      fault = next
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
    async restart() {
      server = await open()
    },
  }
}

function read(raw: string): Pick<ReceivedMail, 'head' | 'body' | 'header'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const header = (name: string) => {
    const found = lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    return found.length === 1 ? (found[0]?.slice(name.length + 1).trim() ?? null) : null
  }
  const body = rest.join('\r\n\r\n')
  const isQuoted = header('Content-Transfer-Encoding') === 'quoted-printable'
  return { head, body: (isQuoted ? unquote(body) : body).replaceAll('\r\n', '\n'), header }
}

/** Quoted-printable, as UTF-8. */
const unquote = (body: string) =>
  Buffer.from(
    body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
