import { runStories } from './stories';

runStories('guards');
runStories('canvas');
