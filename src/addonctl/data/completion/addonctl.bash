# Completion of addonctl for bash. To use it, add to ~/.bashrc:
#   eval "$(addonctl completion bash)"

_addonctl_completion() {
    local value
    COMPREPLY=()
    while IFS= read -r value; do
        if [[ $value == :files ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$value")
            [[ $value == *= ]] && compopt -o nospace 2>/dev/null
        fi
    done < <(
        IFS=$'\n'
        COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _ADDONCTL_COMPLETE=complete_bash \
            "$1" 2>/dev/null
    )
}

complete -F _addonctl_completion addonctl
