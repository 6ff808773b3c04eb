import type { INode } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readExample } from '../../demo/demo';

const names = readdirSync(path.resolve(__dirname, '../../examples')).map((file) =>
	path.basename(file, '.json'),
);

const STICKY = 'n8n-nodes-base.stickyNote';

/** The notes of an example, as one text. */
const notesOf = (nodes: INode[]) =>
	nodes
		.filter(({ type }) => type === STICKY)
		.map(({ parameters }) => parameters.content as string)
		.join('\n');

/** The nodes that a note tells people to replace. */
const replaced = (notes: string) =>
	[...notes.matchAll(/\bReplace ((?:\*\*[^*]+\*\*(?:, | and )?)+)/g)].flatMap(([, list]) =>
		[...list!.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name!),
	);

const expressionsOf = (nodes: INode[]) =>
	nodes
		.filter(({ type }) => type !== STICKY)
		.flatMap(({ parameters }) => JSON.stringify(parameters).match(/\{\{.*?\}\}/g) ?? [])
		.map((text) => JSON.parse(`"${text}"`) as string);

/** A field of the item, or of the item of another node, as one drags it in. */
const DRAGGED = /^\{\{ (\$json|\$prevNode|\$\('[^']+'\)\.item\.json)(\.\w+|\['[^']+'\])+ \}\}$/;

describe.each(names)('the example %s', (name) => {
	it('says in its notes in which nodes to choose a credential', async () => {
		const { nodes } = await readExample(name);
		const notes = notesOf(nodes);
		const signsIn = nodes.filter(({ type }) => /lockt|emailSend/.test(type));
		expect(signsIn.length).toBeGreaterThan(1);
		for (const node of signsIn) expect(notes).toContain(`**${node.name}**`);
	});

	it('names in its notes nodes alone that there are', async () => {
		const { nodes } = await readExample(name);
		const notes = notesOf(nodes).replaceAll('**Publish**', '').replaceAll('**ID Number**', '');
		const named = [...notes.matchAll(/\*\*([^*]+)\*\*/g)].map(([, one]) => one);
		expect(nodes.map((node) => node.name)).toEqual(expect.arrayContaining(named));
	});

	it('goes on working when the nodes are replaced that the notes name', async () => {
		const { nodes } = await readExample(name);
		const expressions = expressionsOf(nodes).join('\n');
		for (const one of replaced(notesOf(nodes))) expect(expressions).not.toContain(`$('${one}')`);
	});

	it('needs no JavaScript', async () => {
		const { nodes } = await readExample(name);
		expect(nodes.map(({ type }) => type)).not.toContain('n8n-nodes-base.code');
		for (const expression of expressionsOf(nodes)) expect(expression).toMatch(DRAGGED);
	});
});

it('two of them have nodes to replace', async () => {
	const all = await Promise.all(names.map(readExample));
	expect(all.flatMap(({ nodes }) => replaced(notesOf(nodes)))).toEqual(['Leaver', 'New Hire']);
});
