import { runStories } from './stories';

runStories('guards');
