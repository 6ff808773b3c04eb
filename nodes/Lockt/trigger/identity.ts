import { createHash } from 'crypto';
import type { IPollFunctions } from 'n8n-workflow';

/** One node of one workflow, whatever its name. */
export function identifyTrigger(context: IPollFunctions): string {
	return `${String(context.getWorkflow().id)}/${context.getNode().id}`;
}

/** A short text that tells whether something changed, and nothing more. */
export function fingerprint(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
