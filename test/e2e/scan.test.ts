import { npmRun } from './shell';

it("passes n8n's verification scan, source and tarball", async () => {
	const output = await npmRun('scan');
	expect(output.match(/^passed/gm)).toHaveLength(4);
});

it("passes the project's own rules and formatting", async () => {
	await expect(npmRun('lint')).resolves.toBeDefined();
});
