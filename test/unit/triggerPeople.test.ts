import type { IPollFunctions } from 'n8n-workflow';
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

	it.each([429, 500])('is waited for where Lockt has a bad moment: %i', async (status) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('privileged') ? reply.code(status).send({}) : { data: [ann] };
		await expect(readPeople(context())).rejects.toMatchObject({ facts: { status } });
	});
});
