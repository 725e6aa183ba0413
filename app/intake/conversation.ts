/** The conversation that a request opens. All but the words come from the definition: a customer chooses a topic and answers. */
import { readContext } from '#lib/form/context.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import { routeAnswers } from '#lib/form/destination.ts'
import type { Submission } from '#lib/form/submission.ts'
import { defang, defangName } from '#lib/guard/defang.ts'
import type { NewConversation } from '#lib/helpdesk/helpdesk.ts'
import type { FilesOfMessage } from './files.ts'
import type { Posted } from './posted.ts'
import type { Mark } from './suspicion.ts'

/** Channel, tags, status and data are the topic's, then the form's; nothing in the request chooses one (field.md must-have 2). */
export function conversationOf(
  definition: FormDefinition,
  posted: Posted,
  submission: Submission,
  files: FilesOfMessage,
  mark: Mark,
): NewConversation {
  const { topic } = submission
  const { subject, data, contact, tags, recipients } = routeAnswers(definition, submission)
  const status = topic?.status ?? definition.status
  const suppressNotifications = topic?.suppressNotifications ?? definition.suppressNotifications
  const answer = (name: string) => [submission.answers[name] ?? ''].flat().join(', ')
  return {
    subject: defang(subject),
    body: answer('message'),
    customer: { name: defangName(answer('name')), email: answer('email') },
    channel: topic?.channel ?? definition.channel,
    tags: [...new Set([...definition.tags, ...(topic?.tags ?? []), ...tags, ...mark.tags])],
    data: {
      ...readContext(definition.context ?? [], posted.read),
      ...data,
      ...definition.data,
      ...topic?.data,
      ...mark.data,
    },
    ...(Object.keys(contact).length > 0 && { contact }),
    ...(recipients.length > 0 && { recipients }),
    ...(status && { status }),
    ...(suppressNotifications && { suppressNotifications }),
    ...files,
  }
}
