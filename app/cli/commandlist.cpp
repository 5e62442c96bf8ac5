#include "app/cli/commandlist.h"

namespace transcope::app {

void addAllCommands(Commands& commands)
{
    addPredict(commands);
}

} // namespace transcope::app
