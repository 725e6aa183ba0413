/** What every route of the built-in helpdesk works with: the store, who is staff, which channels there are. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { Channel } from '#lib/form/definition.ts'
import type { AttachmentFiles } from './attachment-files.ts'
import type { Announce } from './news.ts'

export interface Desk {
  readonly kysely: Kysely<Schema>
  /** As of the call that is being answered. */
  staff: readonly StaffMember[]
  readonly channels: readonly Channel[]
  /** Where attached files are kept; null keeps their addresses alone. */
  readonly files: AttachmentFiles | null
  /** Everybody who is named as an author is a customer, whatever address they gave. */
  readonly isForCustomers: boolean
  /** Tells whoever wants to know; null when nobody does. */
  readonly announce: Announce | null
  now(): number
}

export interface StaffMember {
  readonly name: string
  readonly email: string
  /** Of e-mail and token, see credentials.ts. */
  readonly proof: string
}

/** A name and an address, as the wire shows people; the address is in lower case. */
export interface Person {
  readonly name: string
  readonly email: string
}

/** An address as it is stored and compared: one person, however they spell it. */
export const addressKey = (email: string) => email.trim().toLowerCase()

/** The staff member with this address, or null. */
export function staffMember(desk: Desk, email: string): StaffMember | null {
  return desk.staff.find((member) => addressKey(member.email) === addressKey(email)) ?? null
}

/** The channel with this slug, or null. */
export const channelAt = (desk: Desk, slug: string): Channel | null =>
  desk.channels.find((channel) => channel.slug === slug) ?? null
