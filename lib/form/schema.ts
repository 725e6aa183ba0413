/** The shape of a configuration as it is checked at the start; `definition.ts` says what each setting means. */
import { z } from 'zod'
import { locales } from '#lib/i18n/locale.ts'
import type {
  Brand,
  Channel,
  FormDefinition,
  OmnideskOptions,
  SupportDefinition,
  ThreadSettings,
  Topic,
  ZiikOptions,
} from './definition.ts'
import { checkReferences } from './references.ts'

/** Every setting of `Type` has its check, and nothing else is taken. */
const settings =
  <Type>() =>
  <const Shape extends Record<keyof Type, z.ZodType>>(shape: Shape) =>
    z.strictObject(shape)

const text = z.string().regex(/\S/, 'needs some text')
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'needs letters, digits, - and _ only')
const wholeNumber = (least: number) => z.int().min(least, `needs ${least} or more`)

const locale = z.enum(locales, `needs one of ${locales.join(', ')}`)

const timeZone = z.string().refine(isTimeZone, 'needs an IANA time zone like Europe/Berlin')

const arrival = {
  data: z.record(z.string(), z.string()).exactOptional(),
  status: z.enum(['open', 'responded', 'resolved', 'spam', 'archived']).exactOptional(),
  suppressNotifications: z.boolean().exactOptional(),
}

const topic = settings<Topic>()({
  slug,
  label: text,
  hint: text.exactOptional(),
  channel: slug,
  tags: z.array(text),
  ...arrival,
})

const form = settings<FormDefinition>()({
  channel: slug,
  tags: z.array(text),
  topics: z.array(topic),
  answersWithinHours: wholeNumber(1).nullable(),
  timeZone,
  ...arrival,
})

const omnidesk = settings<OmnideskOptions>()({
  shownEntries: z.array(text).exactOptional(),
  timeZone: timeZone.exactOptional(),
  bccInput: z.email('needs an email address').exactOptional(),
  forwardedFileIDs: z.array(wholeNumber(1)).exactOptional(),
  sendAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'needs a time like 2026-01-31 08:00:00')
    .exactOptional(),
  userID: wholeNumber(1).exactOptional(),
  submitStatus: text.exactOptional(),
})

const ziik = settings<ZiikOptions>()({ showsStaffReplies: z.boolean().exactOptional() })

/** What `support.config.ts` and the file of SUPPORT_CONFIG are checked by. */
export const supportSchema: z.ZodType<SupportDefinition> = settings<SupportDefinition>()({
  $schema: z.string().exactOptional(),
  brand: settings<Brand>()({
    name: text,
    accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'needs a colour like #2f5bc2'),
  }),
  locales: z.tuple([locale], locale).exactOptional(),
  channels: z
    .array(settings<Channel>()({ slug, name: text, email: z.email('needs an email address') }))
    .min(1, 'needs a channel'),
  forms: z.record(slug, form),
  threads: settings<ThreadSettings>()({ expireAfterDays: wholeNumber(1).exactOptional() }).exactOptional(),
  helpdesk: z
    .strictObject({ omnidesk: omnidesk.exactOptional(), ziik: ziik.exactOptional() })
    .exactOptional(),
}).superRefine(checkReferences)

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
