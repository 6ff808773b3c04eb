import { npmRun } from './shell';

it("the demo's headless check: a door event arrives as a mail", async () => {
	const output = await npmRun('demo', '--', '--headless-check');
	expect(output).toMatch(/To: reception@building\.example\nSubject: Access denied: \w+/);
	expect(output).toMatch(/^.+ was turned away at .+ \(.+ [AP]M\)$/m);
});
