import type { IExecuteFunctions } from 'n8n-workflow';
import { noticesOf } from '../api/questions/notices';
import { toHtml } from '../api/text/html';
import { shortenMessage } from '../api/text/text';
import { keysFor } from '../api/transport';

/** Shows what was noted of a run beside its output, where a log is read by nobody. n8n shows it as HTML. */
export async function showHints(context: IExecuteFunctions): Promise<void> {
	const notices = noticesOf(context);
	if (notices.length === 0) return;
	const { inTexts } = await keysFor(context);
	const messages = notices.map((text) => toHtml(shortenMessage(inTexts(capitalised(text)))));
	context.addExecutionHints(
		...messages.map((message) => ({
			message,
			type: 'warning' as const,
			location: 'outputPane' as const,
		})),
	);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
