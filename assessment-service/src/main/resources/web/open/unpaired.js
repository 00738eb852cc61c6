import { fillIn } from "/open/words.js";

fillIn(document);
