/** `POST /t/<token>/solved`: the customer marks their conversation as solved, with or without JavaScript. */
import { takeSolution } from '../../../intake/marks.ts'
import { solvedPath } from '../../../paths.ts'
import { answerMark, backToThread, type TokenContext } from '../mark-door.ts'

export const POST = (request: Request, context: TokenContext) =>
  answerMark(request, context, { targetOf: solvedPath, take: takeSolution })

export const GET = backToThread
