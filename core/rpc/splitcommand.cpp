#include "core/rpc/splitcommand.h"

#include <optional>

namespace transcope::core {

Result<std::vector<std::string>> splitCommand(std::string_view command)
{
    std::vector<std::string> words;
    std::optional<std::string> word; // '' is a word too
    char quote = 0;
    for (std::size_t i = 0; i < command.size(); ++i) {
        char c = command[i];
        if (c == quote && quote != 0) {
            quote = 0;
            continue;
        }
        if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
            word = word.value_or("");
            continue;
        }
        if (quote == 0 && std::string_view(" \t\r\n").find(c) != std::string_view::npos) {
            if (word)
                words.push_back(std::move(*word));
            word.reset();
            continue;
        }
        if (c == '\\' && quote != '\'' && i + 1 < command.size())
            c = command[++i];
        word = word.value_or("") + c;
    }
    if (quote != 0)
        return fail(ErrorCode::InvalidArgument,
                    "The command " + std::string(command) + " has a quote without an end", "Close the quote");
    if (word)
        words.push_back(std::move(*word));
    if (words.empty())
        return fail(ErrorCode::InvalidArgument, "No command is given",
                    "Give the program and its arguments, e.g. python3 my_worker.py");
    return words;
}

} // namespace transcope::core
