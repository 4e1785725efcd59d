#compdef addonctl
# Completion of addonctl for zsh. To use it, add to ~/.zshrc, after compinit:
#   eval "$(addonctl completion zsh)"

_addonctl_completion() {
    local line files=
    local -a values keys
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            files=yes
        elif [[ $line == *= ]]; then
            keys+=("$line")
        else
            values+=("${line/ /:}")
        fi
    done < <(
        COMP_WORDS="${(F)words[1,CURRENT]}" COMP_CWORD=$((CURRENT - 1)) \
            _ADDONCTL_COMPLETE=complete_zsh "${words[1]}" 2>/dev/null
    )
    (( $#values )) && _describe addonctl values
    (( $#keys )) && compadd -S "" -a keys
    [[ -n $files ]] && _files
}

if [[ ${funcstack[1]-} == _addonctl ]]; then
    _addonctl_completion "$@"
else
    compdef _addonctl_completion addonctl
fi
