import { isTagColour } from "./tag";
import styles from "./tag.module.css";

// Dot is the colour of a choice before its word; an unknown colour has none.
export function Dot({ colour }: { colour: string }) {
	if (!isTagColour(colour)) return null;
	return <span className={styles.dot} data-colour={colour} aria-hidden="true" />;
}
