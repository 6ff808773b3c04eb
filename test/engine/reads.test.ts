import { runStories } from './stories';

runStories('reads');
