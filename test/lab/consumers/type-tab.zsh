# type-tab.zsh FOLDER LINE EXPECTED: types LINE and a tab into an interactive zsh that completes with FOLDER, until EXPECTED is on the screen.
zmodload zsh/zpty zsh/datetime
zpty -b shell zsh -f -i
zpty -w shell "PS1='' PS2='' ; unsetopt beep; LISTMAX=10000; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; print READY\$((40+2))"
screen=''
read_until() {
  local end=$((EPOCHSECONDS + 120)) part
  while (( EPOCHSECONDS < end )); do
    if zpty -r -t shell part; then screen+=$part; [[ $screen == *$1* ]] && return; else sleep 0.05; fi
  done
}
read_until READY42
screen=''
zpty -w -n shell "$2"$'\t'
read_until "$3"
print -r -- $screen
zpty -d shell
