/** The shape of a configuration as it is checked at the start; `definition.ts` says what each setting means. */
import { z } from 'zod'
import { isEmbedOrigin } from '#lib/env/embed-origin.ts'
import { locales } from '#lib/i18n/locale.ts'
import { contextNames } from './context.ts'
import type {
  BaseSettings,
  Brand,
  CaptchaSettings,
  Channel,
  FormDefinition,
  OmnideskOptions,
  SpamLimits,
  SpamSettings,
  SubjectSettings,
  SupportDefinition,
  ThreadSettings,
  Topic,
  ZiikOptions,
} from './definition.ts'
import { fieldSchema, reamazeField } from './field-schema.ts'
import { baseNames } from './fields.ts'
import { type OfficeHours, openingShape, weekdays } from './office-hours.ts'
import { checkReferences } from './references.ts'
import { settings, slug, text, wholeNumber } from './settings.ts'
import { words } from './words.ts'

const locale = z.enum(locales, `needs one of ${locales.join(', ')}`)

/** The languages that a configuration offers. */
export const offer = z.tuple([locale], locale)

const timeZone = z.string().refine(isTimeZone, 'needs an IANA time zone like Europe/Berlin')

const arrival = {
  data: z.record(z.string(), z.string()).exactOptional(),
  status: z.enum(['open', 'responded', 'resolved', 'spam', 'archived']).exactOptional(),
  suppressNotifications: z.boolean().exactOptional(),
}

const topic = settings<Topic>()({
  slug,
  label: words,
  hint: words.exactOptional(),
  channel: slug,
  tags: z.array(text),
  fields: z.array(fieldSchema).exactOptional(),
  ...arrival,
})

const baseSettings = settings<BaseSettings>()({
  label: words.exactOptional(),
  hint: words.exactOptional(),
  placeholder: words.exactOptional(),
  required: z.boolean().exactOptional(),
})

const subject = settings<SubjectSettings>()({
  asked: z.boolean().exactOptional(),
  template: text.exactOptional(),
})

const openings = z.array(z.string().regex(openingShape, 'needs hours like 09:00-17:00'))

const day = z
  .string()
  .refine((text) => new Date(text).toJSON()?.slice(0, 10) === text, 'needs a date like 2026-12-25')

const officeHours = settings<OfficeHours>()({
  week: z
    .partialRecord(z.enum(weekdays), openings)
    .refine((week) => Object.values(week).flat().length > 0, 'needs a day with hours'),
  holidays: z.array(day).exactOptional(),
})

const form = settings<FormDefinition>()({
  channel: slug,
  tags: z.array(text),
  topics: z.array(topic),
  fields: z.array(fieldSchema).exactOptional(),
  contact_custom_fields: z.record(text, reamazeField).exactOptional(),
  base: z.partialRecord(z.enum(baseNames), baseSettings).exactOptional(),
  subject: subject.exactOptional(),
  context: z.array(z.enum(contextNames)).exactOptional(),
  answersWithinHours: wholeNumber(1).nullable(),
  timeZone,
  embedOrigins: z
    .array(
      z
        .string()
        .refine(isEmbedOrigin, 'needs an origin like https://shop.example.com or https://*.example.com'),
    )
    .exactOptional(),
  officeHours: officeHours.exactOptional(),
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

const spam = settings<SpamSettings>()({
  tag: text.exactOptional(),
  markFrom: wholeNumber(1).exactOptional(),
  holdFrom: wholeNumber(1).exactOptional(),
  proofOfWork: z.boolean().exactOptional(),
  captcha: settings<CaptchaSettings>()({
    provider: z.enum(['turnstile', 'hcaptcha']),
    siteKey: z.string().regex(/^[\w-]{10,100}$/, 'needs the site key that the provider gave you'),
  }).exactOptional(),
  limits: settings<SpamLimits>()({
    perNetwork: wholeNumber(1).exactOptional(),
    perAddress: wholeNumber(1).exactOptional(),
    perThread: wholeNumber(1).exactOptional(),
  }).exactOptional(),
})

const ziik = settings<ZiikOptions>()({ showsStaffReplies: z.boolean().exactOptional() })

/** What `support.config.ts` and the file of SUPPORT_CONFIG are checked by. */
export const supportSchema: z.ZodType<SupportDefinition> = settings<SupportDefinition>()({
  $schema: z.string().exactOptional(),
  brand: settings<Brand>()({
    name: words,
    accent: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'needs a colour like #2f5bc2'),
  }),
  locales: offer.exactOptional(),
  channels: z
    .array(settings<Channel>()({ slug, name: text, email: z.email('needs an email address') }))
    .min(1, 'needs a channel'),
  forms: z.record(slug, form),
  threads: settings<ThreadSettings>()({ expireAfterDays: wholeNumber(1).exactOptional() }).exactOptional(),
  spam: spam.exactOptional(),
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
