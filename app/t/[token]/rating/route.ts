/** `POST /t/<token>/rating`: how the help was, with or without JavaScript. */
import { takeRating } from '../../../intake/marks.ts'
import { ratingPath } from '../../../paths.ts'
import { answerMark, backToThread, type TokenContext } from '../mark-door.ts'

export const POST = (request: Request, context: TokenContext) =>
  answerMark(request, context, { targetOf: ratingPath, take: takeRating })

export const GET = backToThread
