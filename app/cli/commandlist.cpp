#include "app/cli/commandlist.h"

namespace transcope::app {

void addAllCommands(Commands& commands)
{
    addDemo(commands);
    addPredict(commands);
}

} // namespace transcope::app
