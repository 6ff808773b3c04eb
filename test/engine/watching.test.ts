import { runStories } from './stories';

runStories('watching');
