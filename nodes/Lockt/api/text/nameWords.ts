import { foldName } from './foldName';

/** The words of a name, to compare: the same for Peters, Toby and Toby Peters. */
export function sortWords(name: string): string {
	return (foldName(name).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).sort().join(' ');
}
