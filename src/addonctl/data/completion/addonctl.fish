# Completion of addonctl for fish. To use it, run once:
#   addonctl completion fish >~/.config/fish/completions/addonctl.fish

function __addonctl_completion
    set -l words (commandline -opc) (commandline -ct)
    set -l quoted (string escape -- $words | string collect)
    set -l number (math (count $words) - 1)
    env COMP_WORDS="$quoted" COMP_CWORD=$number _ADDONCTL_COMPLETE=complete_fish $words[1] 2>/dev/null \
        | while read -l line
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            string replace ' ' \t -- $line
        end
    end
end

complete --command addonctl --no-files --arguments '(__addonctl_completion)'
