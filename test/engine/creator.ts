/** A worker of n8n's queue mode: creates users in a process of its own. */
import type { IDataObject } from 'n8n-workflow';
import { Engine, loadPackage, lockt } from './engine';
import { autoMapped, nodeParameters } from './writeSamples';

async function main([credential, prefix, count]: string[]): Promise<void> {
	const engine = new Engine(await loadPackage(), JSON.parse(credential!) as never);
	const rows = Array.from({ length: Number(count) }, (_, n): IDataObject => ({
		id_num: `${prefix}-${n}`,
		first_name: 'Rhea',
		last_name: `Gale ${n}`,
		email: `${prefix}.${n}@hires.example`,
		phone: '8184365134',
		pin: String(904_000 + n),
	}));
	const node = lockt(nodeParameters('user create', autoMapped), {
		onError: 'continueRegularOutput',
	});
	const output = await engine.run(node, rows);
	const outcomes = output.map(({ json }) => json.outcome ?? json.error);
	process.stdout.write(JSON.stringify(outcomes));
}

void main(process.argv.slice(2)).then(() => process.exit(0));
