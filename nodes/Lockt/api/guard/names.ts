import { decodePercent } from '../text/escapes';

/** A name with nothing but its letters, in whichever spelling it came. */
export function bare(name: string): string {
	return decodeFully(name)
		.normalize('NFKC')
		.replace(/[^a-z]/gi, '');
}

/** Without percent-encoding, should a server take it off more than once. */
export function decodeFully(text: string): string {
	return decodePercent(decodePercent(decodePercent(text)));
}
