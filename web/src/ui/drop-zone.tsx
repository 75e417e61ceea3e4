import { DropZone as AriaDropZone, isFileDropItem, Text } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import styles from "./drop-zone.module.css";
import { FileButton } from "./file-button";
import { Icon } from "./icon";

type Props = { title: string; help: string; accept: string[]; onFile: (file: File) => void; isDisabled?: boolean };

// FileDrop takes one file, dropped, pasted or chosen.
export function FileDrop({ title, help, accept, onFile, isDisabled }: Props) {
	const t = useT();
	return (
		<AriaDropZone
			className={styles.zone ?? ""}
			isDisabled={isDisabled}
			onDrop={(e) => {
				const item = e.items.find(isFileDropItem);
				if (item) void item.getFile().then(onFile);
			}}
		>
			<span className={styles.mark}>
				<Icon name="upload" size={20} />
			</span>
			<Text slot="label" className={styles.title}>
				{title}
			</Text>
			<span className={styles.help}>{help}</span>
			<FileButton accept={accept} isDisabled={isDisabled} onFiles={([file]) => file && onFile(file)}>
				{t("file.choose")}
			</FileButton>
		</AriaDropZone>
	);
}
