import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import { answerError } from '../../nodes/Lockt/api/answers/answerErrors';
import type { Answer } from '../../nodes/Lockt/api/transport';

/** An answer as the transport hands it over. @param body the parsed JSON, or the text where it is none */
export function answered(status: number, body: unknown): Answer {
	const said = readAnswer(status, body);
	const problem = answerError(status, said, 'lockt.example', { path: '/user' });
	return { status, came: body, contentType: 'application/json', ...said, problem };
}
