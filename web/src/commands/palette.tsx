import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { Icon } from "../ui/icon";
import styles from "./commands.module.css";
import { type Line, underHeadings } from "./lines";
import { showKeys } from "./shortcuts";

type Props = {
	typed: string;
	onType: (typed: string) => void;
	lines: readonly Line[];
	// waiting: the server is still looking for what was typed
	waiting: boolean;
	// entered: Enter was pressed before the field was there
	entered?: boolean;
	onClose: () => void;
};

// Palette finds everything by a few letters. The focus stays in its field; the
// chosen line stays chosen while others come in, and Enter waits for what the
// server is still looking for.
export function Palette({ typed, onType, lines, waiting, entered = false, onClose }: Props) {
	const t = useT();
	const id = useId();
	const [chosen, setChosen] = useState("");
	const eager = useRef(false);
	const at = Math.max(
		0,
		lines.findIndex((l) => l.id === chosen),
	);
	const current = lines[at];
	useEffect(() => {
		document.getElementById(`${id}-${current?.id}`)?.scrollIntoView({ block: "nearest" });
	}, [id, current]);

	const choose = (line: Line | undefined) => {
		if (!line) return;
		onClose();
		line.run();
	};
	useEffect(() => {
		eager.current = entered;
	}, [entered]);
	useEffect(() => {
		if (waiting || !eager.current) return;
		eager.current = false;
		choose(current);
	});
	const onKeyDown = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
		if (step !== undefined) {
			e.preventDefault();
			setChosen(lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.id ?? "");
		}
		if (e.key === "Enter" && !e.nativeEvent.isComposing) {
			e.preventDefault();
			if (waiting && !chosen && !current?.sure) eager.current = true;
			else choose(current);
		}
	};
	return (
		<ModalOverlay className={styles.overlay ?? ""} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
			<Modal className={styles.palette ?? ""}>
				<Dialog ref={modal} aria-label={t("palette.title")} className={styles.dialog ?? ""}>
					<div className={styles.search}>
						<Icon name="search" />
						<input
							autoFocus
							role="combobox"
							aria-label={t("palette.title")}
							aria-expanded="true"
							aria-controls={id}
							aria-activedescendant={current ? `${id}-${current.id}` : undefined}
							aria-autocomplete="list"
							autoComplete="off"
							spellCheck={false}
							placeholder={t("palette.placeholder")}
							value={typed}
							onChange={(e) => {
								eager.current = false;
								setChosen("");
								onType(e.target.value);
							}}
							onKeyDown={onKeyDown}
						/>
						<button type="button" className={styles.leave} onClick={onClose} aria-label={t("action.close")}>
							<kbd className={styles.key}>Esc</kbd>
						</button>
					</div>
					<div id={id} role="listbox" aria-label={t("palette.results")} className={styles.lines}>
						{underHeadings(lines).map((heading) => (
							<div key={heading.lines[0]?.id} role="group" aria-label={heading.title}>
								<div aria-hidden="true" className={styles.heading}>
									{heading.title}
								</div>
								{heading.lines.map((line) => (
									<LineView
										key={line.id}
										id={`${id}-${line.id}`}
										line={line}
										current={line === current}
										onChoose={() => choose(line)}
									/>
								))}
							</div>
						))}
					</div>
					{lines.length === 0 && !waiting && (
						<p className={styles.none} role="status">
							{t("palette.none", { text: typed })}
						</p>
					)}
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}

// The rest of the page is out of reach while the palette is open.
function modal(dialog: HTMLElement | null): void {
	dialog?.setAttribute("aria-modal", "true");
}

type LineProps = { id: string; line: Line; current: boolean; onChoose: () => void };

function LineView({ id, line, current, onChoose }: LineProps) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which keeps the focus
		// biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
		<div role="option" id={id} aria-selected={current} className={styles.line} onClick={onChoose}>
			<Icon name={line.icon} />
			<span className={styles.name}>{line.name}</span>
			{line.detail && <span className={styles.detail}>{line.detail}</span>}
			{line.keys && <kbd className={styles.key}>{showKeys(line.keys)}</kbd>}
		</div>
	);
}
