import { createHash } from 'crypto';

/** A short text that tells whether something changed, and nothing more. */
export function fingerprint(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
