import { MenuAt, type MenuPlace } from "../../ui/menu";
import { type CellOptions, cellMenu, type HeaderOptions, headerMenu } from "./menus";

type Props = CellOptions & HeaderOptions & { at: MenuPlace; onClose: () => void };

// CellMenu opens at a cell, or at the header of a column.
export function CellMenu({ at, onClose, ...options }: Props) {
	const groups = options.place.row ? cellMenu(options) : headerMenu(options);
	return <MenuAt label={options.t("portfolio.menu.title")} at={at} onClose={onClose} groups={groups} />;
}
