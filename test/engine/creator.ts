/**
 * A worker of n8n's queue mode, a process of its own: it says when it is ready; for each line it reads, it
 * creates users and writes a line with their outcomes.
 */
import { createInterface } from 'node:readline';
import { Engine, loadPackage, locktNode } from './engine';
import { newUsers } from './newUsers';
import { autoMapped, GO_ON, nodeParameters } from './parameters';

/** What a line says, as JSON. */
export interface Job {
	credential: { apiUser: string; apiKey: string; baseUrl: string };
	/** Tells the users of this worker from those of others. */
	prefix: string;
	count: number;
}

async function main(): Promise<void> {
	const loaded = await loadPackage();
	process.stdout.write('ready\n');
	for await (const line of createInterface({ input: process.stdin })) {
		const { credential, prefix, count } = JSON.parse(line) as Job;
		const node = locktNode(nodeParameters('user create', autoMapped), GO_ON);
		const output = await new Engine(loaded, credential).run(node, newUsers(count, prefix));
		const outcomes = output.map(({ json }) => json.outcome ?? json.error);
		process.stdout.write(`${JSON.stringify(outcomes)}\n`);
	}
}

void main().then(() => process.exit(0));
