import type { ReactNode } from "react";
import { Button, FileTrigger } from "react-aria-components";
import { looks } from "./button";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

type Props = {
	accept?: string[];
	many?: boolean;
	icon?: IconName;
	small?: boolean;
	isDisabled?: boolean;
	isPending?: boolean;
	onFiles: (files: File[]) => void;
	children: ReactNode;
};

// FileButton asks for files of this machine.
export function FileButton({ accept, many, icon, small, isDisabled, isPending, onFiles, children }: Props) {
	return (
		<FileTrigger acceptedFileTypes={accept} allowsMultiple={many} onSelect={(files) => files && onFiles([...files])}>
			<Button className={looks({ small })} isDisabled={isDisabled} isPending={isPending}>
				{icon && <Icon name={icon} />}
				{children}
			</Button>
		</FileTrigger>
	);
}
