import '../clock';
import type { IPollFunctions } from 'n8n-workflow';
import { user } from '../../nodes/Lockt/fields/kinds';
import { filterByPeople } from '../../nodes/Lockt/trigger/events/people';
import { readPeople } from '../../nodes/Lockt/trigger/people/reads';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;
const ann = { id: 7, first_name: 'Ann', last_name: 'Ray', enabled: true };

describe('who is privileged', () => {
	it.each([401, 403])('may be more than the API user may see: %i', async (status) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('privileged') ? reply.code(status).send({}) : { data: [ann] };
		const { answer } = await readPeople(context());
		expect(answer).toMatchObject({ users: [{ id: 7 }], privileged: undefined });
		expect(lockt.warnings).toEqual([
			expect.stringContaining('does not let this API user see who is privileged'),
		]);
	});

	it.each([401, 403])('is not asked for where the key is wrong: %i', async (status) => {
		lockt.answer = (_, reply) => reply.code(status).send({});
		await expect(readPeople(context())).rejects.toThrow('did not accept the API user');
		expect(lockt.asked()).toEqual(['/user']);
	});

	it.each([
		[429, {}],
		[500, {}],
		[400, { data: { error: 'Simultaneous requests are not allowed' } }],
	])('is waited for where Lockt has a bad moment: %i %j', async (status, body) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('privileged') ? reply.code(status).send(body) : { data: [ann] };
		await expect(readPeople(context())).rejects.toMatchObject({ facts: { status } });
	});
});

describe('the people of a filter', () => {
	it('are asked for one after the other', async () => {
		let [atOnce, most] = [0, 0];
		lockt.answer = async ({ url }) => {
			most = Math.max(most, ++atOnce);
			await new Promise((resolve) => setTimeout(resolve, 5));
			atOnce--;
			const id = Number(/\d+$/.exec(url));
			return { data: [{ id, first_name: 'Ann', last_name: `Ray ${id}` }] };
		};
		const people = [7, 8, 9].map((id) => ({ key: user.keys[0], value: String(id) }));
		const events = [7, 9, 10].map((id) => ({ id: String(id), user: `Ray ${id}, Ann` }));
		expect(await filterByPeople(context(), events, people)).toEqual(events.slice(0, 2));
		expect(lockt.asked()).toEqual(['/user?id=7', '/user?id=8', '/user?id=9']);
		expect(most).toBe(1);
	});
});
