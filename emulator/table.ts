import { contract, nameOf, type Endpoint } from './contract';

/** The contract as the table of docs/emulator.md. */
export function endpointTable(): string {
	const rows = contract.map((endpoint) => [
		`\`${nameOf(endpoint)}\``,
		endpoint.purpose,
		takes(endpoint),
		givesBack(endpoint),
	]);
	const lines = [['Endpoint', 'Purpose', 'Takes', 'Gives'], ['-', '-', '-', '-'], ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function takes({ bodyKey, options = [], perCall }: Endpoint): string {
	if (!bodyKey) return '';
	const parts = [
		`\`${bodyKey}\`${perCall ? ', one per call' : ''}`,
		...options.map((o) => `\`${o}\``),
	];
	return parts.join(', ');
}

function givesBack({ record, counts, pending }: Endpoint): string {
	const what = record ?? (counts && 'counts') ?? '';
	return pending ? `${what} (pending release)` : what;
}
