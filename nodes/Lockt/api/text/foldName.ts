import { decodeHtml } from './escapes';
import { oneLine } from './text';

/**
 * A name as it compares: without regard to case, as for Lockt, nor to what the same letters and blanks are made
 * of. Servers send an umlaut as one sign or two, a blank that does not break, or &#39; for an apostrophe. Signs
 * that only look alike, such as 2 and ², tell names apart.
 */
export function foldName(name: string): string {
	const folded = oneLine(decodeHtml(name).normalize('NFC')).toLowerCase();
	// Blank is what was blank, and no other name.
	return folded || name.trim().toLowerCase();
}
